package uk.concord.gateway.edge;

/** In which order the edge's filters see a request; the kernel's request id comes first of all, authentication after them. */
final class FilterOrder {

    static final int ACCESS_LOG = 9_900;
    static final int HEADERS = 9_800;
    static final int PATH = 9_700;
    static final int ORIGIN = 9_600;

    private FilterOrder() {}
}
