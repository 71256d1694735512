/*
 * The rival in C of the bench "locate": looks addresses up with libmaxminddb and times itself.
 *
 *   locate-libmaxminddb DATABASE ADDRESSES FAMILY RUNS OFFSETS
 *
 * ADDRESSES holds addresses of 4 (FAMILY 4) or 16 bytes (FAMILY 6) in network order, one after another. After one pass
 * that is not timed, RUNS passes are; each prints its milliseconds on a line. OFFSETS is written: for each address a
 * 32-bit number in the order of this machine, 0 where the database has no record, else its offset in the data + 1.
 */
#include <maxminddb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void fail(const char *what, const char *name) {
    fprintf(stderr, "locate-libmaxminddb: %s: %s\n", what, name);
    exit(1);
}

static unsigned char *read_all(const char *name, size_t *length) {
    FILE *file = fopen(name, "rb");
    if (!file) fail("cannot open", name);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*length + 1);
    if (!bytes || fread(bytes, 1, *length, file) != *length) fail("cannot read", name);
    fclose(file);
    return bytes;
}

static uint32_t look_up(const MMDB_s *database, const struct sockaddr *address) {
    int error = MMDB_SUCCESS;
    MMDB_lookup_result_s result = MMDB_lookup_sockaddr(database, address, &error);
    return error == MMDB_SUCCESS && result.found_entry ? result.entry.offset + 1 : 0;
}

static void pass(const MMDB_s *database, const unsigned char *bytes, size_t count, int family,
                 uint32_t *offsets) {
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    for (size_t i = 0; i < count; i++) {
        if (family == 4) {
            memcpy(&four.sin_addr, bytes + i * 4, 4);
            offsets[i] = look_up(database, (const struct sockaddr *)&four);
        } else {
            memcpy(&six.sin6_addr, bytes + i * 16, 16);
            offsets[i] = look_up(database, (const struct sockaddr *)&six);
        }
    }
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
    if (argc != 6) fail("expected", "DATABASE ADDRESSES FAMILY RUNS OFFSETS");
    MMDB_s database;
    if (MMDB_open(argv[1], MMDB_MODE_MMAP, &database) != MMDB_SUCCESS) {
        fail("cannot open the database", argv[1]);
    }
    int family = atoi(argv[3]);
    size_t length;
    unsigned char *bytes = read_all(argv[2], &length);
    size_t count = length / (family == 4 ? 4 : 16);
    uint32_t *offsets = malloc(count * sizeof *offsets + 1);
    if (!offsets) fail("no memory for", argv[2]);
    pass(&database, bytes, count, family, offsets);
    for (int run = 0; run < atoi(argv[4]); run++) {
        double start = now();
        pass(&database, bytes, count, family, offsets);
        printf("%.3f\n", now() - start);
    }
    FILE *out = fopen(argv[5], "wb");
    if (!out || fwrite(offsets, sizeof *offsets, count, out) != count || fclose(out)) {
        fail("cannot write", argv[5]);
    }
    MMDB_close(&database);
    return 0;
}
