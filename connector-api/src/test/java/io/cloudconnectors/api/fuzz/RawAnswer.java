package io.cloudconnectors.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came back, as it came back. */
record RawAnswer(String head, String body) {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)");

    /** Sends bytes that need not be HTTP and reads to the end of the connection; of a stream of events, its head. */
    static RawAnswer to(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // It may answer and close before it has read everything.
            }
            return of(read(socket));
        }
    }

    private static String read(Socket socket) {
        var read = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                read.write(buffer, 0, n);
                String text = read.toString(StandardCharsets.UTF_8);
                if (text.contains("text/event-stream") && text.contains("\r\n\r\n") || isLastAndWhole(text)) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            read.writeBytes("\r\n\r\n[the connection stayed open]".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Closed with what we sent unread; what was answered before that counts.
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** After it the connection only lingers, for a client that may still be sending. */
    private static boolean isLastAndWhole(String text) {
        RawAnswer answer = of(text);
        String head = answer.head().toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(head);
        return head.contains("\r\nconnection: close")
                && length.find()
                && answer.body().getBytes(StandardCharsets.UTF_8).length >= Integer.parseInt(length.group(1));
    }

    private static RawAnswer of(String text) {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? new RawAnswer(text, "") : new RawAnswer(text.substring(0, end), text.substring(end + 4));
    }

    /** The status; 0 when there was no answer. */
    int status() {
        return head.startsWith("HTTP/1.") ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    boolean isProblem() {
        return head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json")
                && body.contains("\"code\":\"")
                && body.contains("\"status\":" + status());
    }
}
