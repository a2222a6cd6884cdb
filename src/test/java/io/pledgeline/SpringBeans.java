package io.pledgeline;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

/** The beans that Spring would find in this code, by name, without starting it. */
final class SpringBeans {

    private final Map<String, Class<?>> types = new HashMap<>();

    SpringBeans() throws ClassNotFoundException {
        SimpleBeanDefinitionRegistry registry = new SimpleBeanDefinitionRegistry();
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(registry);
        scanner.setIncludeAnnotationConfig(false);
        scanner.scan("io.pledgeline");
        for (String name : registry.getBeanDefinitionNames()) {
            Class<?> type = Class.forName(registry.getBeanDefinition(name).getBeanClassName());
            types.put(name, type);
            for (Method method : type.getDeclaredMethods()) {
                Bean bean = method.getAnnotation(Bean.class);
                if (bean != null) {
                    String given = Stream.of(bean.value()).findFirst().orElse(method.getName());
                    types.put(given, method.getReturnType());
                }
            }
        }
    }

    Set<String> names() {
        return types.keySet();
    }

    /** The names of the methods that Camel can call on the bean. */
    Set<String> methods(String bean) {
        return Stream.of(types.get(bean).getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
                .map(Method::getName)
                .collect(Collectors.toSet());
    }
}
