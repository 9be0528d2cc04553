package io.cloudconnectors.api.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Stands between a client and its database. When it falls silent, what was connected stays connected and is never answered
 * again: a half-open connection, as a host that lost its power leaves behind.
 */
final class SilentProxy implements AutoCloseable {
    private final PGSimpleDataSource real;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int generation;
    private volatile boolean silent;

    SilentProxy(DataSource real) throws IOException, SQLException {
        this.real = real.unwrap(PGSimpleDataSource.class);
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The same database, through here. */
    DataSource source() {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:%d/%s".formatted(listening.getLocalPort(), real.getDatabaseName()));
        source.setUser(real.getUser());
        source.setPassword(real.getPassword());
        return source;
    }

    void fallSilent() {
        silent = true;
        generation++;
    }

    /** To those who connect from now on. */
    void speakAgain() {
        silent = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), real.getPortNumbers()[0]);
                sockets.add(client);
                sockets.add(server);
                int born = generation;
                Thread.ofVirtual().start(() -> copy(client, server, born));
                Thread.ofVirtual().start(() -> copy(server, client, born));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void copy(Socket from, Socket to, int born) {
        var buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!silent && born == generation) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
