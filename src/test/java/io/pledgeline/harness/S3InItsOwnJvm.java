package io.pledgeline.harness;

import io.pledgeline.servers.S3Server;
import java.nio.file.Path;

/** The S3 of the harness, as a process. */
final class S3InItsOwnJvm {

    private S3InItsOwnJvm() {}

    /** Takes directory, port and bucket, and serves until it is killed. */
    public static void main(String[] args) {
        var server = new S3Server(Path.of(args[0]), Integer.parseInt(args[1]));
        server.start();
        server.createBucket(args[2]);
        System.out.println("S3 serves");
    }
}
