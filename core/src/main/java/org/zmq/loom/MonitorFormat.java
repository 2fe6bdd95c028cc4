package org.zmq.loom;

/**
 * How {@link ZmqSocket#monitor(String, java.util.Set, MonitorFormat, SocketType)} writes events down, in the byte order of the machine.
 *
 * <p>Source: zmq_socket_monitor(3), zmq_socket_monitor_versioned(3).
 */
public enum MonitorFormat {
    /** Two frames: the event in two bytes and a value in four; the endpoint, as text. */
    V1,
    /** The event, the number of values, and each value, in a frame of eight bytes each; the local endpoint; the remote endpoint. */
    V2
}
