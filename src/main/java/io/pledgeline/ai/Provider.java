package io.pledgeline.ai;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Calls the model that the settings name. */
@Component
class Provider {

    private final AiSettings settings;
    private final Map<Question.Purpose, ChatModel> models = new EnumMap<>(Question.Purpose.class);

    Provider(AiSettings settings) {
        this.settings = settings;
        if (settings.isConfigured()) {
            models.put(Question.Purpose.ROWS, model(settings.timeout()));
            models.put(Question.Purpose.COLUMNS, model(settings.columnsTimeout()));
        }
    }

    private ChatModel model(Duration timeout) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(new ProviderHttpBuilder(timeout))
                .timeout(timeout)
                .baseUrl(settings.baseUrl())
                .apiKey(settings.apiKey())
                .modelName(settings.model())
                .strictJsonSchema(true)
                // Tried again from the database, which outlives this process.
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    /** Parameters of {@code insert-call.sql}. */
    public Map<String, Object> parameters(@Variable("question") Question question) {
        return question.parameters(settings.model());
    }

    /** @throws ProviderFault if another time it may answer */
    public Reply ask(@Variable("question") Question question) {
        ChatModel model = models.get(question.purpose());
        if (model == null) {
            throw new IllegalStateException("No model is configured");
        }
        try {
            return reply(model.chat(ChatRequest.builder()
                    .messages(SystemMessage.from(question.system()), UserMessage.from(question.user()))
                    .responseFormat(ResponseFormat.builder()
                            .type(ResponseFormatType.JSON)
                            .jsonSchema(JsonSchema.builder()
                                    .name("answer")
                                    .rootElement(JsonRawSchema.from(question.schema()))
                                    .build())
                            .build())
                    .build()));
        } catch (UnusableAnswer e) {
            return new Reply.Unusable(String.valueOf(e.getMessage()), e.tokensIn(), e.tokensOut());
        } catch (ProviderRefusal e) {
            return new Reply.Refused(e.status());
        } catch (ProviderFault e) {
            throw e;
        } catch (RuntimeException e) {
            // LangChain4j could not read it; its message may quote the answer.
            return new Reply.Unusable("The answer is not one of a chat", null, null);
        }
    }

    /** What is said of a call that was not made because it could not be noted. */
    public Reply unnoted() {
        return new Reply.NotAsked(false);
    }

    private static Reply reply(ChatResponse response) {
        Optional<TokenUsage> usage = Optional.ofNullable(response.tokenUsage());
        Long in = usage.map(TokenUsage::inputTokenCount).map(Integer::longValue).orElse(null);
        Long out =
                usage.map(TokenUsage::outputTokenCount).map(Integer::longValue).orElse(null);
        String text = Optional.ofNullable(response.aiMessage().text()).orElse("");
        if (out == null) {
            out = Question.tokens(text);
        }
        FinishReason reason = response.finishReason();
        if (reason == FinishReason.LENGTH) {
            return new Reply.Unusable("The answer was cut off", in, out);
        }
        if (reason == FinishReason.CONTENT_FILTER) {
            return new Reply.Unusable("The answer was withheld by a filter of the provider", in, out);
        }
        return new Reply.Answered(text, in, out);
    }

    /** What the fault of a call means, if it is one of the provider or of the breaker before it. */
    public Reply fault(Exchange exchange) throws Exception {
        Exception fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (fault instanceof ProviderFault e) {
            return new Reply.Away(e.status(), String.valueOf(e.getMessage()), e.retryAfter());
        }
        // An open breaker falls back without an exception.
        if (fault == null || fault instanceof CallNotPermittedException) {
            return new Reply.NotAsked(true);
        }
        throw fault;
    }

    /** Parameters of {@code finish-call.sql}. */
    public Map<String, Object> ending(@Variable("question") Question question, @Variable("reply") Reply reply) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("call", question.id().toString());
        parameters.put("outcome", reply.outcome());
        parameters.put("tokensIn", null);
        parameters.put("tokensOut", null);
        if (reply instanceof Reply.Answered answered) {
            parameters.put("tokensIn", answered.tokensIn());
            parameters.put("tokensOut", answered.tokensOut());
        } else if (reply instanceof Reply.Unusable unusable) {
            parameters.put("tokensIn", unusable.tokensIn());
            parameters.put("tokensOut", unusable.tokensOut());
        } else if (reply instanceof Reply.Refused || (reply instanceof Reply.Away away && away.status() != 0)) {
            // What was answered with a status of its own is not paid for; of what was lost nobody knows.
            parameters.put("tokensIn", 0L);
        }
        return parameters;
    }
}
