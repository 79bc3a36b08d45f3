// SPDX-License-Identifier: MIT
/* Symbol tables of ELF files: man 5 elf. */
#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "detect.h"

struct image {
	const char *data;
	size_t size; /* bytes */
};

/* A table in the file; every number in it comes from the file and is not to be trusted. */
struct table {
	size_t start, size, entry; /* bytes */
	size_t link;               /* index of its string table's section */
	size_t type;
};

/* Copies `size` bytes at `at`; false where they are not all in the file. */
static bool
get(const struct image *image, size_t at, void *to, size_t size)
{
	if (at > image->size || size > image->size - at) {
		return false;
	}
	memcpy(to, image->data + at, size);
	return true;
}

static bool
section(const struct image *image, bool wide, size_t index, struct table *out)
{
	size_t at, step;
	Elf64_Ehdr e64;
	Elf32_Ehdr e32;
	if (wide) {
		if (!get(image, 0, &e64, sizeof e64) || index >= e64.e_shnum) {
			return false;
		}
		at = e64.e_shoff;
		step = e64.e_shentsize;
	} else {
		if (!get(image, 0, &e32, sizeof e32) || index >= e32.e_shnum) {
			return false;
		}
		at = e32.e_shoff;
		step = e32.e_shentsize;
	}
	if (at > image->size) {
		return false; /* so that the sum below can't wrap: both factors have 16 bits */
	}
	at += index * step;
	Elf64_Shdr s64;
	Elf32_Shdr s32;
	if (wide ? !get(image, at, &s64, sizeof s64) : !get(image, at, &s32, sizeof s32)) {
		return false;
	}
	*out = wide ? (struct table){s64.sh_offset, s64.sh_size, sizeof(Elf64_Sym), s64.sh_link,
			      s64.sh_type}
		    : (struct table){s32.sh_offset, s32.sh_size, sizeof(Elf32_Sym), s32.sh_link,
			      s32.sh_type};
	return true;
}

static bool
is_named(const struct image *image, const struct table *names, size_t offset, const char *wanted)
{
	size_t n = strlen(wanted) + 1; /* with its NUL */
	if (offset > names->size || n > names->size - offset || names->start > image->size) {
		return false;
	}
	size_t at = names->start + offset;
	return at <= image->size && n <= image->size - at &&
	       memcmp(image->data + at, wanted, n) == 0;
}

static bool
names_symbol(const struct image *image, bool wide, const struct table *symbols, const char *wanted)
{
	struct table names;
	if (!section(image, wide, symbols->link, &names) || names.type != SHT_STRTAB ||
		symbols->start > image->size || symbols->size > image->size - symbols->start) {
		return false;
	}
	for (size_t i = 0; i < symbols->size / symbols->entry; i++) {
		Elf32_Word name; /* the first field in both classes */
		if (!get(image, symbols->start + i * symbols->entry, &name, sizeof name)) {
			return false;
		}
		if (is_named(image, &names, name, wanted)) {
			return true;
		}
	}
	return false;
}

static bool
has_symbol(const struct image *image, const char *wanted)
{
	unsigned char ident[EI_NIDENT];
	if (!get(image, 0, ident, sizeof ident) || memcmp(ident, ELFMAG, SELFMAG) != 0 ||
		ident[EI_DATA] != ELFDATA2LSB) {
		return false;
	}
	bool wide = ident[EI_CLASS] == ELFCLASS64;
	struct table t;
	for (size_t i = 0; section(image, wide, i, &t); i++) {
		if ((t.type == SHT_SYMTAB || t.type == SHT_DYNSYM) &&
			names_symbol(image, wide, &t, wanted)) {
			return true;
		}
	}
	return false;
}

bool
detect_is_instrumented(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	bool found = false;
	if (fd < 0) {
		return false;
	}
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
		size_t size = (size_t)st.st_size;
		void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (data != MAP_FAILED) {
			found = has_symbol(&(struct image){data, size}, "__tsan_init");
			munmap(data, size);
		}
	}
	close(fd);
	return found;
}
