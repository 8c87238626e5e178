package uk.concord.gateway.upstream;

/**
 * An answer that was read whole.
 *
 * @param status HTTP status code
 * @param contentType the media type without parameters, in lower case; empty if none was given
 */
public record HttpAnswer(int status, String contentType, byte[] body) {

    @Override
    public String toString() {
        return "HttpAnswer[status=" + status + ", bytes=" + body.length + "]";
    }
}
