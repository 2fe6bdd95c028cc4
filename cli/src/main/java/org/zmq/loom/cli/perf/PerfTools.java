package org.zmq.loom.cli.perf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.zmq.loom.cli.Terminal;

/** All perf tools by name, for any library. */
public final class PerfTools {
    private PerfTools() {}

    /** What makes each tool's command, in the order of the help text. */
    public static Map<String, Function<Library, Object>> of(Terminal terminal) {
        Map<String, Function<Library, Object>> makers = new LinkedHashMap<>();
        makers.put("local_thr", library -> new LocalThr(terminal, library));
        makers.put("remote_thr", library -> new RemoteThr(terminal, library));
        makers.put("local_lat", library -> new LocalLat(terminal, library));
        makers.put("remote_lat", library -> new RemoteLat(terminal, library));
        makers.put("local_pub", library -> new LocalPub(terminal, library));
        makers.put("remote_sub", library -> new RemoteSub(terminal, library));
        makers.put("inproc_thr", library -> new InprocThr(terminal, library));
        makers.put("inproc_lat", library -> new InprocLat(terminal, library));
        makers.put("proxy_thr", library -> new ProxyThr(terminal, library));
        makers.put("match_thr", library -> new MatchThr(terminal, library));
        return makers;
    }
}
