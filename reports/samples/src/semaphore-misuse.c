// SPDX-License-Identifier: MIT
/* A semaphore is initialised twice, and one is posted after its destruction. */
#include <semaphore.h>

static sem_t slots, gone;

int
main(void)
{
	sem_init(&slots, 0, 1);
	sem_init(&slots, 0, 1);
	sem_init(&gone, 0, 0);
	sem_destroy(&gone);
	sem_post(&gone);
	return 0;
}
