package org.yipiao.invoice.server;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;

/** How often the register asked its database each of its questions. */
@Intercepts(
    @Signature(
        type = Executor.class,
        method = "query",
        args = {MappedStatement.class, Object.class, RowBounds.class, ResultHandler.class}))
final class StatementCount implements Interceptor {

  private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public Object intercept(Invocation invocation) throws Throwable {
    var statement = (MappedStatement) invocation.getArgs()[0];
    counts.computeIfAbsent(statement.getId(), _ -> new LongAdder()).increment();
    return invocation.proceed();
  }

  /** Runs so far of a mapper's method, such as {@code invoice.InvoiceMapper.find}. */
  long of(String statement) {
    var count = counts.get("org.yipiao.invoice.server." + statement);
    return count == null ? 0 : count.sum();
  }
}
