/* Sends as fast as it can. */
#include "perf.h"

int main(int argc, char **argv) {
    perf p = begin(argc, argv, ZMQ_PUSH, "message");
    check(zmq_connect(p.socket, p.endpoint) == 0, "zmq_connect");
    zmq_msg_t message;
    for (long i = 0; i < p.count; i++)
        send_one(&p, &message);
    end(&p);
    return 0;
}
