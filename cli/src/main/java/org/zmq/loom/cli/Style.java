package org.zmq.loom.cli;

/** How text is emphasised: in colours, or not at all. */
public enum Style {
    /** With the escape sequences that every terminal knows. */
    COLOURED,
    /** As it is. */
    PLAIN;

    /** Whether the user has nothing against colours, by the customs of NO_COLOR and TERM. */
    static boolean wanted() {
        String off = System.getenv("NO_COLOR");
        return (off == null || off.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Good news. */
    public String good(String text) {
        return with("32", text);
    }

    /** Bad news. */
    public String bad(String text) {
        return with("31", text);
    }

    /** Headings and results. */
    public String strong(String text) {
        return with("1", text);
    }

    /** What matters less. */
    public String faint(String text) {
        return with("2", text);
    }

    private String with(String code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
