package io.pledgeline.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import javax.sql.DataSource;
import org.apache.camel.component.spring.jdbc.SpringConnectionStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Connections that count the parameters of a statement in its text.
 *
 * <p>camel-jdbc asks the driver for their number before every execution, and the driver asks the server, which parses
 * the whole statement for the answer: a second round trip and a second parse for each statement. Outside of its
 * parameters a statement must not contain a question mark.
 */
@Component
class CountedParameters extends SpringConnectionStrategy {

    @Override
    public Connection getConnection(DataSource dataSource) throws Exception {
        return proxy(Connection.class, new Counting(super.getConnection(dataSource)));
    }

    @Override
    public boolean isConnectionTransactional(@Nullable Connection connection, DataSource dataSource) {
        // There is none when none could be had.
        return connection != null && super.isConnectionTransactional(counting(connection).connection, dataSource);
    }

    private static Counting counting(Connection connection) {
        return (Counting) Proxy.getInvocationHandler(connection);
    }

    private record Counting(Connection connection) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && arguments != null
                    ? counted(statement, (String) arguments[0])
                    : result;
        }
    }

    private static PreparedStatement counted(PreparedStatement statement, String sql) {
        return proxy(
                PreparedStatement.class,
                (proxy, method, arguments) -> method.getName().equals("getParameterMetaData")
                        ? metaData(statement, sql)
                        : call(statement, method, arguments));
    }

    private static ParameterMetaData metaData(PreparedStatement statement, String sql) {
        return proxy(
                ParameterMetaData.class,
                (proxy, method, arguments) -> method.getName().equals("getParameterCount")
                        ? (int) sql.chars().filter(c -> c == '?').count()
                        : call(statement.getParameterMetaData(), method, arguments));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
