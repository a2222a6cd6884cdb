package io.pledgeline.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.annotation.Bean;

/** Routes that stand for the upload and what may go wrong in a route; without an annotation, or the local run would find them, too. */
class DummyEndpoints {

    /** What the streaming route has read so far. */
    static final Queue<String> READ = new ConcurrentLinkedQueue<>();

    @Bean
    RouteBuilder dummyRoutes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/api/dummy/upload?httpMethodRestrict=POST&useStreaming=true")
                        .streamCache("false")
                        .process(exchange -> {
                            InputStream body = exchange.getMessage().getBody(InputStream.class);
                            byte[] buffer = new byte[1024];
                            long total = 0;
                            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                                total += n;
                                READ.add(new String(buffer, 0, n));
                            }
                            exchange.getMessage().setBody("{\"bytes\":" + total + "}");
                        });
                from("platform-http:/api/dummy/{filename}?httpMethodRestrict=PUT&useStreaming=true")
                        .streamCache("false")
                        .setBody(simple("{\"filename\":\"${header.filename}\"}"));
                from("platform-http:/api/dummy/echo?httpMethodRestrict=GET,POST")
                        .setHeader("X-Stray", constant("left behind"))
                        .setHeader("Location", constant("/here"))
                        .setBody(
                                simple(
                                        "{\"merchant\":\"${variable.merchant}\",\"key\":\"${variable.apiKey}\","
                                                + "\"authorization\":\"${header.Authorization}\",\"sql\":\"${header.CamelJdbcParameters}\"}"));
                from("platform-http:/api/dummy/large?httpMethodRestrict=GET")
                        .setBody(exchange -> new ByteArrayInputStream(new byte[64 << 20]));
                from("platform-http:/api/dummy/problem?httpMethodRestrict=GET").to("direct:dummy-problem");
                from("direct:dummy-problem").bean("problem", "raise(409, 'NOTHING_TO_RETRY', 'No chunk has failed.')");
                from("platform-http:/api/dummy/bug?httpMethodRestrict=GET").to("direct:dummy-bug");
                from("direct:dummy-bug").throwException(NumberFormatException.class, "ada@example.org");
                from("platform-http:/api/dummy/database?httpMethodRestrict=GET")
                        .throwException(new SQLException("gone", "08006"));
            }
        };
    }
}
