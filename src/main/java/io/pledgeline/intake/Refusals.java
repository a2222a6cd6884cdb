package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import java.time.Duration;

/** The reasons for which a file is not taken in. */
final class Refusals {

    private Refusals() {}

    static ProblemException emptyFile() {
        return new ProblemException(400, "EMPTY_FILE", "The file has no content.");
    }

    static ProblemException tooLarge(long most) {
        return new ProblemException(413, "TOO_LARGE", "The file is larger than " + most + " bytes.");
    }

    static ProblemException unsupported(String detail) {
        return new ProblemException(415, "UNSUPPORTED_TYPE", detail);
    }

    static ProblemException tooManyUploads() {
        return new ProblemException(
                429,
                "TOO_MANY_UPLOADS",
                "Too many files are arriving from this merchant at once; send this one when another has ended.",
                Duration.ofSeconds(10));
    }

    static ProblemException storageUnavailable() {
        return new ProblemException(
                503,
                "STORAGE_UNAVAILABLE",
                "The object store does not answer. Nothing was kept; please send the file again.",
                Duration.ofSeconds(10));
    }

    static ProblemException storeSilent() {
        return new ProblemException(
                503,
                "STORAGE_UNAVAILABLE",
                "The object store does not answer. What has arrived of the file is kept; please try again.",
                Duration.ofSeconds(10));
    }

    static ProblemException partsGone() {
        return new ProblemException(
                409,
                "PARTS_GONE",
                "The object store no longer holds the parts of this upload. Abort it and begin again.");
    }

    static ProblemException noRoom() {
        return new ProblemException(
                503,
                "STORAGE_UNAVAILABLE",
                "There is no room for the file at the moment. Nothing was kept; please send it again.",
                Duration.ofSeconds(30));
    }

    static ProblemException incomplete() {
        return new ProblemException(400, "INCOMPLETE_BODY", "The request ended before the whole file had arrived.");
    }
}
