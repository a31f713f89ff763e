package org.yipiao.platform.testing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.io.ResolverUtil;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jspecify.annotations.Nullable;

/**
 * What every statement of a service's MyBatis mappers owes the database, checked with EXPLAIN on
 * the real one: each SELECT, UPDATE and DELETE finds its rows through an index, and touches a
 * bounded number of them, either by LIMIT or because a unique key is bound in full. Each statement
 * is looked at with all its parameters and without those that may be null.
 *
 * <p>All tables of the schema are filled first: on a table of three rows the optimizer reads all
 * three, whatever index there is. The database is the test's own and is not used afterwards.
 */
public final class MapperContract {

  private static final int ROWS = 2_000;
  private static final Pattern LIMIT = Pattern.compile("\\bLIMIT\\s+[?0-9]");
  private static final Pattern TABLE =
      Pattern.compile("\\b(?:FROM|UPDATE|JOIN)\\s+([a-z_]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONDITIONS =
      Pattern.compile("\\b(?:ON|WHERE) (.*?)(?=\\b(?:SET|ON|WHERE) |$)", Pattern.CASE_INSENSITIVE);
  private static final Set<String> READ_ALL = Set.of("ALL", "index");

  private final Configuration configuration;
  private final DataSource database;
  private final Map<String, String> withoutIndex = new TreeMap<>();
  private final Map<String, String> unbounded = new TreeMap<>();

  private MapperContract(Configuration configuration, DataSource database) {
    this.configuration = configuration;
    this.database = database;
  }

  /** The statements of all mappers in a package and those below it. */
  public static MapperContract of(String basePackage, DataSource database) {
    var mappers = new ResolverUtil<Object>();
    mappers.find(new ResolverUtil.AnnotatedWith(Mapper.class), basePackage);
    return of(mappers.getClasses(), database);
  }

  static MapperContract of(Collection<? extends Class<?>> mappers, DataSource database) {
    var configuration =
        new Configuration(new Environment("test", new JdbcTransactionFactory(), database));
    mappers.forEach(configuration::addMapper);
    return new MapperContract(configuration, database);
  }

  /** A statement, as {@code Mapper.method}, that may read its table; the reason is kept. */
  public MapperContract mayScan(String statement, String reason) {
    withoutIndex.put(statement, reason);
    return this;
  }

  /** A statement, as {@code Mapper.method}, bounded by something that SQL does not show. */
  public MapperContract boundedBy(String statement, String reason) {
    unbounded.put(statement, reason);
    return this;
  }

  /** Explains everything; fails naming each statement that breaks the contract. */
  public void verify() throws SQLException {
    List<MappedStatement> statements = statements();
    assertThat(statements).as("statements of the mappers").isNotEmpty();
    Set<String> names = statements.stream().map(MapperContract::name).collect(Collectors.toSet());
    assertThat(names).as("statements that are let off").containsAll(withoutIndex.keySet());
    assertThat(names).as("statements that are let off").containsAll(unbounded.keySet());
    List<String> broken = new ArrayList<>();
    Set<String> needless = new TreeSet<>(withoutIndex.keySet());
    Set<String> needlesslyBounded = new TreeSet<>(unbounded.keySet());
    try (Connection connection = database.getConnection()) {
      SampleRows.fillAllTables(connection, ROWS);
      Map<String, List<Set<String>>> uniqueKeys = uniqueKeys(connection);
      for (MappedStatement statement : statements) {
        for (boolean complete : List.of(true, false)) {
          var one = new Explained(statement, complete, connection);
          check(one.scans(), one, withoutIndex, needless, broken);
          check(one.unboundedBy(uniqueKeys), one, unbounded, needlesslyBounded, broken);
        }
      }
    }
    needless.addAll(needlesslyBounded);
    assertThat(broken).as("statements that break the contract").isEmpty();
    assertThat(needless).as("statements that are let off for nothing").isEmpty();
  }

  private static void check(
      List<String> faults,
      Explained statement,
      Map<String, String> allowed,
      Set<String> needless,
      List<String> broken) {
    if (faults.isEmpty()) {
      return;
    }
    if (allowed.containsKey(statement.name)) {
      needless.remove(statement.name);
    } else {
      broken.add(statement.name + ": " + faults + " in " + statement.sql);
    }
  }

  private List<MappedStatement> statements() {
    Map<String, MappedStatement> found = new TreeMap<>();
    // A short name that two mappers share stands for no statement at all.
    for (Object each : (Collection<?>) configuration.getMappedStatements()) {
      if (each instanceof MappedStatement statement
          && statement.getSqlCommandType() != SqlCommandType.INSERT
          && !statement.getId().contains("!")) {
        found.put(statement.getId(), statement);
      }
    }
    return List.copyOf(found.values());
  }

  private static String name(MappedStatement statement) {
    String[] parts = statement.getId().split("[.$]", -1);
    return parts[parts.length - 2] + "." + parts[parts.length - 1];
  }

  private static Map<String, List<Set<String>>> uniqueKeys(Connection connection)
      throws SQLException {
    Map<String, Map<String, Set<String>>> found = new TreeMap<>();
    try (var rows =
        connection
            .createStatement()
            .executeQuery(
                """
                SELECT table_name, index_name, column_name FROM information_schema.statistics
                WHERE table_schema = DATABASE() AND non_unique = 0
                """)) {
      while (rows.next()) {
        found
            .computeIfAbsent(rows.getString(1).toLowerCase(Locale.ROOT), _ -> new LinkedHashMap<>())
            .computeIfAbsent(rows.getString(2), _ -> new HashSet<>())
            .add(rows.getString(3).toLowerCase(Locale.ROOT));
      }
    }
    Map<String, List<Set<String>>> keys = new TreeMap<>();
    found.forEach((table, of) -> keys.put(table, List.copyOf(of.values())));
    return keys;
  }

  /** One statement with one set of parameters, and what the optimizer makes of it. */
  private final class Explained {
    private final String name;
    private final String sql;
    private final List<Step> plan = new ArrayList<>();

    /** One table of a plan; {@code key} is the index. */
    private record Step(@Nullable String table, @Nullable String type, @Nullable String key) {}

    Explained(MappedStatement statement, boolean complete, Connection connection)
        throws SQLException {
      name = name(statement);
      Object parameters = SampleArguments.of(configuration, statement.getId(), complete);
      BoundSql bound = statement.getBoundSql(parameters);
      sql = bound.getSql().replaceAll("\\s+", " ").strip();
      try (var explain = connection.prepareStatement("EXPLAIN " + bound.getSql())) {
        configuration
            .newParameterHandler(statement, bound.getParameterObject(), bound)
            .setParameters(explain);
        try (var rows = explain.executeQuery()) {
          while (rows.next()) {
            plan.add(
                new Step(rows.getString("table"), rows.getString("type"), rows.getString("key")));
          }
        }
      } catch (SQLException e) {
        throw new SQLException(name + " cannot be explained: " + sql, e);
      }
    }

    /** Tables of the schema that are read without the help of an index. */
    List<String> scans() {
      return plan.stream()
          .filter(step -> step.table() != null && !step.table().startsWith("<"))
          .filter(step -> step.key() == null || READ_ALL.contains(String.valueOf(step.type())))
          .map(step -> "reads all of " + step.table() + " (" + step.type() + ")")
          .toList();
    }

    /** Empty when no more rows can be met than the caller names. */
    List<String> unboundedBy(Map<String, List<Set<String>>> uniqueKeys) {
      if (LIMIT.matcher(sql).find()) {
        return List.of();
      }
      String conditions =
          CONDITIONS.matcher(sql).results().map(m -> String.valueOf(m.group(1))).collect(joining());
      List<String> free = new ArrayList<>();
      var tables = TABLE.matcher(sql);
      while (tables.find()) {
        String table = String.valueOf(tables.group(1)).toLowerCase(Locale.ROOT);
        boolean bound =
            uniqueKeys.getOrDefault(table, List.of()).stream()
                .anyMatch(key -> key.stream().allMatch(column -> isBound(conditions, column)));
        if (!bound && uniqueKeys.containsKey(table)) {
          free.add("no limit and no unique key bound of " + table);
        }
      }
      return free;
    }

    private static boolean isBound(String conditions, String column) {
      return Pattern.compile("\\b" + column + "\\s*(=|\\bIN\\b)", Pattern.CASE_INSENSITIVE)
          .matcher(conditions)
          .find();
    }
  }
}
