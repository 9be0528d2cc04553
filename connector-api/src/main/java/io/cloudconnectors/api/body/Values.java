package io.cloudconnectors.api.body;

import io.cloudconnectors.api.problem.FieldErrorCode;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a {@link Shape} read of an object. */
public final class Values {
    private final Form form;
    private final Map<String, @Nullable Object> values;

    Values(Form form, Map<String, @Nullable Object> values) {
        this.form = form;
        this.values = values;
    }

    /**
     * The value of a member; what it stands for when it is absent or, which is noted, not valid.
     *
     * @throws IllegalArgumentException when the shape does not have the member, so that nobody reads what is not declared
     */
    @SuppressWarnings("unchecked") // A member's rule made the value.
    public <T> @Nullable T find(Member<T> member) {
        if (!values.containsKey(member.name())) {
            throw new IllegalArgumentException("No member of this shape: " + member.name());
        }
        T value = (T) values.get(member.name());
        return value == null ? member.otherwise() : value;
    }

    /** The same, where there is a value in any case. */
    public <T> T get(Member<T> member) {
        return Objects.requireNonNull(find(member));
    }

    /** The same, with a value that stands for one that is missing or not valid, which is noted. */
    public <T> T get(Member<T> member, T missing) {
        return Objects.requireNonNullElse(find(member), missing);
    }

    /** Notes a violation that no rule of a single member finds. */
    public void refuse(Member<?> member, FieldErrorCode code, String detail) {
        form.field(member.name()).refuse(code, detail);
    }
}
