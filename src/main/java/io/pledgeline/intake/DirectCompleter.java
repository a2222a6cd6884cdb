package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Puts the parts of a direct upload together once all are there and right, or goes on where that was interrupted. */
@Component
class DirectCompleter {

    private static final int HEAD = 1 << 16;
    private static final int NAMED = 20;

    private final S3Client s3;
    private final ArrivedParts arrivedParts;

    DirectCompleter(S3Client s3, ArrivedParts arrivedParts) {
        this.s3 = s3;
        this.arrivedParts = arrivedParts;
    }

    /**
     * Makes the object and looks whether it can be a table.
     *
     * @param etags by the numbers of their parts, as the sender knows them; need not be there
     * @throws ProblemException if something is missing or wrong; until a 415 the parts stay as they are
     */
    public StoredObject complete(
            @Variable("direct") DirectUpload direct, @Variable("etags") SortedMap<Integer, String> etags) {
        if (!etags.isEmpty() && etags.lastKey() > direct.parts()) {
            throw PartsReader.wrongNumber(direct);
        }
        try {
            StoredObject whole = whole(direct, etags);
            if (whole.size() != direct.size()) {
                throw mismatch("SIZE_MISMATCH", "The object has not the size that was announced.");
            }
            ContentTypes.requireTable(head(direct));
            return whole;
        } catch (NoSuchUploadException e) {
            throw Refusals.partsGone();
        } catch (SdkException e) {
            throw Refusals.storeSilent();
        }
    }

    private StoredObject whole(DirectUpload direct, SortedMap<Integer, String> etags) {
        try {
            putTogether(direct, etags);
        } catch (ProblemException | S3Exception e) {
            // Whoever was faster takes the parts away while they are looked at here.
            return arrivedParts.whole(direct).orElseThrow(() -> e);
        }
        return arrivedParts.whole(direct).orElseThrow(Refusals::partsGone);
    }

    private void putTogether(DirectUpload direct, SortedMap<Integer, String> etags) {
        List<CompletedPart> parts = verified(direct, arrivedParts.of(direct), etags).stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(part.etag())
                        .build())
                .toList();
        try {
            s3.completeMultipartUpload(request -> request.bucket(direct.target().bucket())
                    .key(direct.target().key())
                    .uploadId(direct.target().uploadId())
                    .multipartUpload(all -> all.parts(parts)));
        } catch (S3Exception e) {
            AwsErrorDetails details = e.awsErrorDetails();
            if (details != null && "InvalidPart".equals(details.errorCode())) {
                throw new ProblemException(409, "PARTS_CHANGED", "A part was put again meanwhile; complete once more.");
            }
            throw e;
        }
    }

    /** All parts of the object, by number, each as large as it has to be and with the tag that its sender knows. */
    private static List<ArrivedParts.Part> verified(
            DirectUpload direct, List<ArrivedParts.Part> arrived, SortedMap<Integer, String> etags) {
        Set<Integer> there = arrived.stream().map(ArrivedParts.Part::number).collect(Collectors.toSet());
        List<Integer> missing = numbers(direct, number -> !there.contains(number));
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
        List<Integer> unequal = numbers(arrived, part -> part.size() != direct.sizeOf(part.number()));
        if (!unequal.isEmpty()) {
            throw mismatch("SIZE_MISMATCH", "Put these parts again, they have not the right size: " + named(unequal));
        }
        List<Integer> others = numbers(arrived, part -> {
            String known = etags.get(part.number());
            return known != null && !known.equals(part.etag());
        });
        if (!others.isEmpty()) {
            throw mismatch("ETAG_MISMATCH", "Put these parts again, they have another etag: " + named(others));
        }
        return arrived.stream()
                .sorted(Comparator.comparingInt(ArrivedParts.Part::number))
                .toList();
    }

    private static List<Integer> numbers(List<ArrivedParts.Part> parts, Predicate<ArrivedParts.Part> which) {
        return parts.stream().filter(which).map(ArrivedParts.Part::number).toList();
    }

    private static List<Integer> numbers(DirectUpload direct, IntPredicate which) {
        return IntStream.rangeClosed(1, direct.parts()).filter(which).boxed().toList();
    }

    private static ProblemException missing(List<Integer> numbers) {
        return new ProblemException(409, "PARTS_MISSING", "These parts have not arrived: " + named(numbers));
    }

    private static ProblemException mismatch(String code, String detail) {
        return new ProblemException(422, code, detail);
    }

    private static String named(List<Integer> numbers) {
        String first = numbers.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return numbers.size() > NAMED ? first + " and " + (numbers.size() - NAMED) + " more." : first + ".";
    }

    private byte[] head(DirectUpload direct) {
        long last = Math.min(HEAD, direct.size()) - 1;
        return s3.getObjectAsBytes(request -> request.bucket(direct.target().bucket())
                        .key(direct.target().key())
                        .range("bytes=0-" + last))
                .asByteArray();
    }
}
