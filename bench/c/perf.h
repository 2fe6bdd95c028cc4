/* What the four perf tools have in common: arguments, a socket, messages of one size, and a clock. As the command's tools, they do not count the
   first tenth of a run. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "zmq.h"

static void check(int ok, const char *what) {
    if (!ok) {
        fprintf(stderr, "%s failed: %s\n", what, zmq_strerror(zmq_errno()));
        exit(1);
    }
}

typedef struct {
    const char *endpoint;
    size_t size;
    long count;
    void *context;
    void *socket;
} perf;

static perf begin(int argc, char **argv, int type, const char *counted) {
    if (argc != 4) {
        fprintf(stderr, "usage: %s <endpoint> <message-size> <%s-count>\n", argv[0], counted);
        exit(2);
    }
    perf p = {argv[1], (size_t) atol(argv[2]), atol(argv[3]), zmq_ctx_new(), NULL};
    p.socket = zmq_socket(p.context, type);
    check(p.socket != NULL, "zmq_socket");
    return p;
}

static void end(perf *p) {
    check(zmq_close(p->socket) == 0, "zmq_close");
    check(zmq_ctx_term(p->context) == 0, "zmq_ctx_term");
}

static void send_one(perf *p, zmq_msg_t *message) {
    check(zmq_msg_init_size(message, p->size) == 0, "zmq_msg_init_size");
    check(zmq_msg_send(message, p->socket, 0) >= 0, "zmq_msg_send");
}

static void receive_one(perf *p, zmq_msg_t *message) {
    int size = zmq_msg_recv(message, p->socket, 0);
    check(size >= 0, "zmq_msg_recv");
    if ((size_t) size != p->size) {
        fprintf(stderr, "message of incorrect size received: %d bytes\n", size);
        exit(1);
    }
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}
