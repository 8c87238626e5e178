package uk.concord.gateway.caller;

/** It can't be found out now who is calling; trying again later may help. */
public final class UnknowableCallerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknowableCallerException(String what, Throwable cause) {
        super(what, cause);
    }
}
