package io.marcado.local.dynamodb;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteQueue;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;

/**
 * Runs the statements of DynamoDB Local one after the other, each on the thread that wants it.
 * DynamoDB Local hands each statement to one thread and waits for it, twice a change of threads for
 * a few microseconds of work: a fifth of the processor's time of all tests. With a thousand
 * requests at once, some waited for their lock longer than DynamoDB Local lets them. It also
 * answered a transaction before its commit was done, and a process killed in between lost it.
 */
final class CallersQueue extends SQLiteQueue {
  private static final Field THREAD = Inside.field(SQLiteConnection.class, "myConfinement");
  private static final Method EXECUTE;

  static {
    try {
      EXECUTE = SQLiteQueue.class.getDeclaredMethod("executeJob", SQLiteJob.class);
      EXECUTE.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ReentrantLock turn = new ReentrantLock(true);
  private final SQLiteQueue opened;
  private final Object connection;

  private CallersQueue(SQLiteQueue opened) {
    this.opened = opened;
    this.connection = Inside.value(SQLiteQueue.class, "myConnection", opened);
  }

  /** Takes over the open database of a table. */
  static SQLiteDBAccess in(SQLiteDBAccess database) {
    SQLiteQueue opened = Inside.value(SQLiteDBAccess.class, "queue", database);
    try {
      opened.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while DynamoDB Local starts", e);
    }
    Inside.set(SQLiteDBAccess.class, "queue", database, new CallersQueue(opened));
    return database;
  }

  @Override
  public <T, J extends SQLiteJob<T>> J execute(J job) {
    turn.lock();
    try {
      THREAD.set(connection, Thread.currentThread());
      EXECUTE.invoke(opened, job);
      return job;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("DynamoDB Local has failed", e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public SQLiteQueue stop(boolean gracefully) {
    turn.lock();
    try {
      THREAD.set(connection, Inside.value(SQLiteQueue.class, "myThread", opened));
      opened.stop(gracefully);
      return this;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public SQLiteQueue join() throws InterruptedException {
    opened.join();
    return this;
  }

  /** Nothing waits. */
  @Override
  public SQLiteQueue flush() {
    return this;
  }
}
