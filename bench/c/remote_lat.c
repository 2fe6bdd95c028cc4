/* Sends, waits for the answer, and says how long that took; a latency is half a round trip. */
#include "perf.h"

int main(int argc, char **argv) {
    perf p = begin(argc, argv, ZMQ_REQ, "roundtrip");
    check(zmq_connect(p.socket, p.endpoint) == 0, "zmq_connect");
    zmq_msg_t incoming, outgoing;
    check(zmq_msg_init(&incoming) == 0, "zmq_msg_init");
    double started = seconds();
    for (long i = 0; i < p.count; i++) {
        if (i == p.count / 10)
            started = seconds();
        send_one(&p, &outgoing);
        receive_one(&p, &incoming);
    }
    double latency = (seconds() - started) / (p.count - p.count / 10) / 2;
    zmq_msg_close(&incoming);
    printf("message size: %zu [B]\nroundtrip count: %ld\naverage latency: %.3f [us]\n", p.size, p.count, latency * 1e6);
    end(&p);
    return 0;
}
