/* Receives what remote_thr sends, and says how fast. */
#include "perf.h"

int main(int argc, char **argv) {
    perf p = begin(argc, argv, ZMQ_PULL, "message");
    check(zmq_bind(p.socket, p.endpoint) == 0, "zmq_bind");
    zmq_msg_t message;
    check(zmq_msg_init(&message) == 0, "zmq_msg_init");
    long uncounted = p.count >= 10 ? p.count / 10 : 1;
    for (long i = 0; i < uncounted; i++)
        receive_one(&p, &message);
    double started = seconds();
    for (long i = uncounted; i < p.count; i++)
        receive_one(&p, &message);
    double rate = (p.count - uncounted) / (seconds() - started);
    zmq_msg_close(&message);
    printf("message size: %zu [B]\nmessage count: %ld\n", p.size, p.count);
    printf("mean throughput: %ld [msg/s]\nmean throughput: %.3f [Mb/s]\n", (long) rate, rate * p.size * 8 / 1e6);
    end(&p);
    return 0;
}
