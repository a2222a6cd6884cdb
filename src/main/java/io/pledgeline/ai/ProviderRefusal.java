package io.pledgeline.ai;

/** The provider refuses the request as such, so that asking again is of no use: a wrong key, model or address. */
final class ProviderRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ProviderRefusal(int status) {
        super("The provider refuses the request with status " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
