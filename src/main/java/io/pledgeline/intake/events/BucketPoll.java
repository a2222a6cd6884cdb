package io.pledgeline.intake.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One look through a bucket, page by page in the order of keys; it remembers the last key, whatever is put meanwhile. */
public final class BucketPoll {

    private static final String OWN = "pledgeline/";
    /** The first key behind all of ours, but one that is none of a merchant. */
    private static final String BEHIND_OWN = "pledgeline0";

    private final EventSource source;
    private final String bucket;
    private final String prefix;
    private final UUID holder = UUID.randomUUID();
    private String last = "";
    private boolean open = true;

    BucketPoll(EventSource source, String bucket) {
        this.source = source;
        this.bucket = bucket;
        this.prefix = source.merchant() == null ? "" : source.merchant() + "/";
    }

    /** Whether there may be another page. */
    public boolean isOpen() {
        return open;
    }

    /** Parameters of the statements that claim and release it. */
    public Map<String, @Nullable Object> getClaim() {
        Map<String, @Nullable Object> claim = new HashMap<>();
        claim.put("bucket", bucket);
        claim.put("prefix", prefix);
        claim.put("holder", holder.toString());
        return claim;
    }

    public ListObjectsRequest getRequest() {
        return ListObjectsRequest.builder()
                .bucket(bucket)
                .prefix(prefix)
                .marker(last.isEmpty() ? null : last)
                .build();
    }

    /** Takes note of a page; an empty one is the end, as a store may send fewer objects than it could. */
    Map<String, @Nullable Object> page(List<S3Object> objects) {
        open = !objects.isEmpty();
        List<S3Object> others =
                objects.stream().filter(object -> isFile(object)).toList();
        if (open) {
            String end = objects.get(objects.size() - 1).key();
            last = end.startsWith(OWN) ? BEHIND_OWN : end;
        }
        List<@Nullable Long> sizes = new ArrayList<>();
        others.forEach(object -> sizes.add(object.size()));
        Map<String, @Nullable Object> parameters = getClaim();
        parameters.put("merchant", source.merchant());
        parameters.put("keys", others.stream().map(S3Object::key).toArray(String[]::new));
        parameters.put("etags", others.stream().map(S3Object::eTag).toArray(String[]::new));
        parameters.put("sizes", sizes.toArray(Long[]::new));
        return parameters;
    }

    /** What is not worth a question to the database. */
    private static boolean isFile(S3Object object) {
        return !object.key().startsWith(OWN)
                && !object.key().endsWith("/")
                && object.key().indexOf('/') > 0
                && object.key().indexOf('\0') < 0;
    }

    Announcement announcement(String key, @Nullable String etag, @Nullable Long size) {
        return new StoredEvent(bucket, key, null, etag, size).from(source);
    }
}
