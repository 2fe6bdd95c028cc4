/* Sends back what remote_lat sends. */
#include "perf.h"

int main(int argc, char **argv) {
    perf p = begin(argc, argv, ZMQ_REP, "roundtrip");
    check(zmq_bind(p.socket, p.endpoint) == 0, "zmq_bind");
    zmq_msg_t incoming, outgoing;
    check(zmq_msg_init(&incoming) == 0, "zmq_msg_init");
    for (long i = 0; i < p.count; i++) {
        receive_one(&p, &incoming);
        send_one(&p, &outgoing);
    }
    zmq_msg_close(&incoming);
    end(&p);
    return 0;
}
