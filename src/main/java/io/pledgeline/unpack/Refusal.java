package io.pledgeline.unpack;

import io.pledgeline.split.SplitFailedException;

/** The reasons for which a container is given up. */
final class Refusal {

    private Refusal() {}

    static SplitFailedException corrupt(String what) {
        return new SplitFailedException(
                "CORRUPT_ARCHIVE", what + " is damaged or was cut off. Export it again, or send the CSV itself.", null);
    }

    /** What a reader's own fault means: POI stops bombs by itself, and says so only in words. */
    static SplitFailedException of(Throwable fault, String what) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).startsWith("Zip bomb detected")) {
                return tooLarge(what + " becomes too large when it is unpacked, which no export does.");
            }
        }
        return corrupt(what);
    }

    static SplitFailedException encrypted(String name) {
        return new SplitFailedException("ENCRYPTED", name + " is protected by a password. Send it without one.", null);
    }

    static SplitFailedException nested(String name) {
        return new SplitFailedException(
                "NESTED_ARCHIVE",
                name + " is an archive inside an archive. Unpack the outer one and send what is in it.",
                null);
    }

    static SplitFailedException noCsv(String detail) {
        return new SplitFailedException("NO_CSV", detail, null);
    }

    static SplitFailedException tooLarge(String detail) {
        return new SplitFailedException("ARCHIVE_TOO_LARGE", detail, null);
    }

    static SplitFailedException tooManyFiles(int most) {
        return tooLarge("The ZIP holds more than " + most + " files.");
    }

    static SplitFailedException unsupported(String detail) {
        return new SplitFailedException("UNSUPPORTED_TYPE", detail, null);
    }
}
