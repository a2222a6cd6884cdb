package io.pledgeline;

import io.pledgeline.access.LocalSignIn;
import io.pledgeline.servers.AtExit;
import io.pledgeline.servers.LocalServers;
import io.pledgeline.servers.S3Server;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Runs the application on a PostgreSQL, a Redis and an S3 of its own: {@code mvn spring-boot:test-run}.
 *
 * <p>The data stays in {@code .local} and is as durable as in production. Edited routes are reloaded. With the argument
 * {@code --servers-only} the application stays out.
 */
public final class LocalApplication {

    private LocalApplication() {}

    public static void main(String[] args) {
        try {
            LocalServers local = LocalServers.start(System.getenv());
            AtExit.close(local::close);
            String key = System.getenv().getOrDefault("PLEDGELINE_API_KEY", "local-dev-key");
            String page = List.of(args).contains("--servers-only") ? "" : run(local, key, args);
            tell(local, key, page);
        } catch (LocalServers.CannotStart e) {
            System.err.println("\n" + e.getMessage() + "\n");
            System.exit(1);
        } catch (RuntimeException e) {
            if (!(e instanceof SpringApplication.AbandonedRunException)) {
                e.printStackTrace();
            }
            // The threads of S3 would keep the JVM alive.
            System.exit(1);
        }
    }

    /** Starts the application and answers the path that signs in to its page. */
    private static String run(LocalServers local, String key, String... args) {
        var application = new SpringApplication(Application.class);
        var page = new AtomicReference<String>();
        application.addInitializers(context -> page.set(LocalSignIn.addTo((GenericApplicationContext) context, key)));
        application.addInitializers(context -> local.servers()
                .configure(
                        context.getEnvironment(),
                        Map.of(
                                "server.address", "127.0.0.1",
                                "server.port", Integer.toString(local.webPort()),
                                "access.api-key", key,
                                "notify.allow-private", "true",
                                "camel.main.routes-reload-enabled", "true",
                                "camel.main.routes-reload-directory", "${routes.dir}",
                                "camel.main.routes-reload-directory-recursive", "true",
                                "camel.main.routes-reload-pattern", "**/*.camel.yaml",
                                "camel.main.routes-reload-remove-all-routes", "false")));
        application.run(args);
        return page.get();
    }

    private static void tell(LocalServers local, String key, String page) {
        System.out.printf(
                """

                Page         http://127.0.0.1:%1$d%10$s
                Pledgeline   http://127.0.0.1:%1$d   key: %5$s
                PostgreSQL   psql -h 127.0.0.1 -p %2$d -U pledgeline pledgeline
                Redis        %3$s
                S3           %4$s   bucket: %6$s   keys: %7$s, %8$s
                Data         %9$s

                curl -T backers.csv -H 'Authorization: Bearer %5$s' http://127.0.0.1:%1$d/api/workbooks/

                """,
                local.webPort(),
                local.servers().postgres().port(),
                local.servers().redis().url(),
                local.servers().s3().endpoint(),
                key,
                local.servers().bucket(),
                S3Server.ACCESS_KEY,
                S3Server.SECRET_KEY,
                local.directory(),
                page);
    }
}
