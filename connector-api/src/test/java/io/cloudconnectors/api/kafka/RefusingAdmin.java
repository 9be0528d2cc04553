package io.cloudconnectors.api.kafka;

import static java.util.stream.Collectors.toMap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/**
 * The tests' broker as a service sees it that may neither make topics nor look into their settings: whatever is asked for is
 * refused, before anybody looks whether it is there.
 */
final class RefusingAdmin {
    private RefusingAdmin() {}

    static Admin before(Admin real) {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "createTopics" -> {
                            return created((Collection<?>) arguments[0]);
                        }
                        case "describeConfigs" -> {
                            return described((Collection<?>) arguments[0]);
                        }
                        default -> {
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                    }
                });
    }

    private static CreateTopicsResult created(Collection<?> topics) {
        return new CreateTopicsResult(topics.stream()
                .map(NewTopic.class::cast)
                .collect(toMap(
                        NewTopic::name, topic -> RefusingAdmin.<CreateTopicsResult.TopicMetadataAndConfig>no()))) {};
    }

    private static DescribeConfigsResult described(Collection<?> resources) {
        Map<ConfigResource, KafkaFuture<Config>> no =
                resources.stream().map(ConfigResource.class::cast).collect(toMap(r -> r, r -> no()));
        return new DescribeConfigsResult(no) {};
    }

    private static <T> KafkaFuture<T> no() {
        var refused = new KafkaFutureImpl<T>();
        refused.completeExceptionally(new TopicAuthorizationException("Authorization failed."));
        return refused;
    }
}
