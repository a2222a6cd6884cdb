package io.pledgeline.notify;

import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients with which merchants are told: one for webhooks, which goes where it is sent and nowhere else, one for e-mails. */
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {

    @Bean
    GuardedNames webhookNames(NotifySettings settings) {
        return new GuardedNames(SystemDefaultDnsResolver.INSTANCE, settings.allowsPrivate());
    }

    @Bean
    Deadline webhookDeadline(NotifySettings settings) {
        return new Deadline(settings.deadline());
    }

    /** Follows no redirect, keeps no cookie and no connection, tries once, and takes no proxy from the environment. */
    @Bean
    CloseableHttpClient webhookClient(NotifySettings settings, GuardedNames names, Deadline deadline) {
        Timeout timeout = timeout(settings.timeout());
        Http1Config limits = Http1Config.custom()
                .setMaxHeaderCount(100)
                .setMaxLineLength(8192)
                .setMaxEmptyLineCount(10)
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(limits)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .setMaxConnTotal(settings.concurrency() + 1)
                        .setMaxConnPerRoute(settings.concurrency() + 1)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .addExecInterceptorFirst("deadline", deadline)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Pledgeline-Webhooks")
                .build();
    }

    @Bean
    DefaultJavaMailSender mailSender(NotifySettings settings) {
        DefaultJavaMailSender sender = new DefaultJavaMailSender();
        if (settings.hasMail()) {
            SmtpServer server = SmtpServer.parse(settings.smtpUrl());
            sender.setProtocol(server.tls() ? "smtps" : "smtp");
            sender.setHost(server.host());
            sender.setPort(server.port());
            sender.setUsername(server.user());
            sender.setPassword(server.password());
            sender.setJavaMailProperties(properties(server, settings));
        }
        return sender;
    }

    private static Properties properties(SmtpServer server, NotifySettings settings) {
        String of = server.tls() ? "mail.smtps." : "mail.smtp.";
        String timeout = Long.toString(settings.timeout().toMillis());
        Properties properties = new Properties();
        properties.setProperty(of + "connectiontimeout", timeout);
        properties.setProperty(of + "timeout", timeout);
        properties.setProperty(of + "writetimeout", timeout);
        properties.setProperty(of + "auth", Boolean.toString(server.user() != null));
        properties.setProperty(of + "ssl.checkserveridentity", "true");
        properties.setProperty(of + "starttls.enable", Boolean.toString(!server.tls()));
        properties.setProperty(of + "starttls.required", Boolean.toString(!server.tls() && !server.isHere()));
        return properties;
    }

    private static Timeout timeout(Duration time) {
        return Timeout.ofMilliseconds(time.toMillis());
    }
}
