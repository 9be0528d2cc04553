package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.envelope.SecretBytes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Sends a secret, and zeroes it then, whether it was sent or not. The network's own buffers have it until they are used again. */
@Provider
public class SecretBytesWriter implements MessageBodyWriter<SecretBytes> {
    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == SecretBytes.class;
    }

    @Override
    public void writeTo(
            SecretBytes secret,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream output)
            throws IOException {
        try (secret) {
            output.write(secret.expose());
        }
    }
}
