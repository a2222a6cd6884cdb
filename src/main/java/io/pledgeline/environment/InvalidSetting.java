package io.pledgeline.environment;

/** Says which environment variable is missing or malformed, by its name and never by its value. */
public final class InvalidSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String variable;

    /**
     * @param variable the environment variable, e.g. {@code S3_BUCKET}
     * @param problem what is wrong, to be read after the name: {@code "is missing"}
     */
    public InvalidSetting(String variable, String problem) {
        super(variable + " " + problem);
        this.variable = variable;
    }

    public String variable() {
        return variable;
    }
}
