package org.yipiao.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose every answer is an event stream that it holds open; it costs next to nothing. */
final class EventServer implements AutoCloseable {

  private static final byte[] HEAD =
      """
      HTTP/1.1 200
      Content-Type: text/event-stream;charset=UTF-8
      Transfer-Encoding: chunked
      Connection: close

      """
          .replace("\n", "\r\n")
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final List<Socket> streams = new CopyOnWriteArrayList<>();

  EventServer() throws IOException {
    server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> open(socket));
      }
    } catch (IOException _) {
      // It is closed.
    }
  }

  private void open(Socket socket) {
    try {
      RunningEdge.readUntil(socket.getInputStream(), "\r\n\r\n");
      socket.getOutputStream().write(HEAD);
      streams.add(socket);
      send(socket, ":\n\n");
    } catch (IOException _) {
      // Whoever asked has gone.
    }
  }

  int streams() {
    return streams.size();
  }

  /** Sends a text on all streams that somebody still reads. */
  void send(String text) {
    streams.removeIf(stream -> !reaches(stream, text));
  }

  private static boolean reaches(Socket stream, String text) {
    try {
      send(stream, text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void send(Socket stream, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var chunk = Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n";
    stream.getOutputStream().write(chunk.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var stream : streams) {
      stream.close();
    }
  }
}
