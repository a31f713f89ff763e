package org.yipiao.platform.testing;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.ibatis.reflection.ParamNameResolver;
import org.apache.ibatis.session.Configuration;
import org.jspecify.annotations.Nullable;

/** Arguments for any method of a mapper, made from its signature as MyBatis would pass them on. */
final class SampleArguments {

  /** Near the beginning of what {@link SampleRows} fills in, so that ranges up to it are short. */
  private static final LocalDate EARLY = LocalDate.of(2020, 1, 3);

  private static final int SMALL = 50;

  private final boolean complete;

  private SampleArguments(boolean complete) {
    this.complete = complete;
  }

  /**
   * The parameter object of a mapped statement.
   *
   * @param complete whether parameters that may be null have a value
   */
  static @Nullable Object of(Configuration configuration, String statement, boolean complete) {
    int dot = statement.lastIndexOf('.');
    try {
      Method method =
          Arrays.stream(Class.forName(statement.substring(0, dot)).getDeclaredMethods())
              .filter(each -> each.getName().equals(statement.substring(dot + 1)))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no method for " + statement));
      var samples = new SampleArguments(complete);
      @Nullable Object[] arguments = new @Nullable Object[method.getParameterCount()];
      for (int i = 0; i < arguments.length; i++) {
        var parameter = method.getParameters()[i];
        arguments[i] =
            samples.optional(
                parameter, parameter.getAnnotatedType(), method.getGenericParameterTypes()[i]);
      }
      return new ParamNameResolver(configuration, method).getNamedParams(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make arguments for " + statement, e);
    }
  }

  private @Nullable Object optional(AnnotatedElement place, AnnotatedType annotated, Type type)
      throws ReflectiveOperationException {
    boolean mayBeNull =
        place.isAnnotationPresent(Nullable.class) || annotated.isAnnotationPresent(Nullable.class);
    return mayBeNull && !complete ? null : value(type, 0);
  }

  /** The n-th value of a type. */
  private Object value(Type type, int n) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      return collection((Class<?>) generic.getRawType(), value(element, 0), value(element, 1));
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("no sample of " + type);
    }
    Object simple = simple(plain, n);
    if (simple != null) {
      return simple;
    }
    if (plain.isRecord()) {
      return record(plain);
    }
    throw new IllegalStateException("no sample of " + type);
  }

  private static Object collection(Class<?> raw, Object first, Object second) {
    if (raw == Set.class) {
      return Set.of(first, second);
    }
    if (raw == List.class || raw == Collection.class) {
      return List.of(first, second);
    }
    throw new IllegalStateException("no sample of " + raw);
  }

  private static @Nullable Object simple(Class<?> type, int n) {
    if (type == long.class || type == Long.class) {
      return (long) SMALL + n;
    }
    if (type == int.class || type == Integer.class) {
      return SMALL + n;
    }
    if (type == short.class || type == Short.class) {
      return (short) (SMALL + n);
    }
    if (type == boolean.class || type == Boolean.class) {
      return true;
    }
    if (type == String.class) {
      return HexFormat.of().formatHex(new byte[15]) + "0" + n;
    }
    if (type == byte[].class) {
      byte[] bytes = new byte[32];
      bytes[0] = (byte) n;
      return bytes;
    }
    if (type == Instant.class) {
      return EARLY.atStartOfDay(java.time.ZoneOffset.UTC).toInstant().plusSeconds(n);
    }
    if (type == LocalDateTime.class) {
      return EARLY.atStartOfDay().plusSeconds(n);
    }
    if (type == LocalDate.class) {
      return EARLY.plusDays(n);
    }
    return type.isEnum() ? type.getEnumConstants()[0] : null;
  }

  private Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] =
          optional(components[i], components[i].getAnnotatedType(), components[i].getGenericType());
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }
}
