/*
 * no end