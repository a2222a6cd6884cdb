package io.pledgeline.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.Constants;

/** Serves S3 out of a directory, inside this JVM. */
public final class S3Server implements AutoCloseable {

    public static final String ACCESS_KEY = "local-access-key";
    public static final String SECRET_KEY = "local-secret-key";

    private final BlobStore store;
    private final S3Proxy proxy;

    public S3Server(Path directory, int port) {
        Path data = directory.toAbsolutePath().normalize().resolve("s3");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", data.toString());
        properties.setProperty(Constants.PROPERTY_IDENTITY, ACCESS_KEY);
        properties.setProperty(Constants.PROPERTY_CREDENTIAL, SECRET_KEY);
        store = BlobStores.create("filesystem-nio2", properties);
        proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true)
                // The page on this machine may put parts, as docs/direct-uploads.md advises for other stores.
                .corsRules(new CrossOriginResourceSharing(
                        List.of("http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?"),
                        List.of("PUT"),
                        List.of("content-type"),
                        List.of("ETag"),
                        "false"))
                // Without a time to end requests in, which busy machines overrun: Jetty takes that for a failure.
                .stopTimeout(0)
                .build();
    }

    public void start() {
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("S3 does not start", e);
        }
    }

    /** Creates the bucket unless it is there. */
    public void createBucket(String bucket) {
        if (!store.containerExists(bucket)) {
            store.createContainer(bucket);
        }
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3 does not stop", e);
        }
    }

    public int port() {
        return proxy.getPort();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }
}
