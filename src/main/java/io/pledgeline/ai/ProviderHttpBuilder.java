package io.pledgeline.ai;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/** Gives LangChain4j the client that sends its requests. */
final class ProviderHttpBuilder implements HttpClientBuilder {

    private Duration timeout;

    ProviderHttpBuilder(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Duration connectTimeout() {
        return timeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration connectTimeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return timeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration readTimeout) {
        timeout = readTimeout;
        return this;
    }

    @Override
    public HttpClient build() {
        return new ProviderHttp(timeout);
    }
}
