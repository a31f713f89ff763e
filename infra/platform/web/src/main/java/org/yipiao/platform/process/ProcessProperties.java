package org.yipiao.platform.process;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How this process relates to the one that started it.
 *
 * @param parentPid this process ends when the process with this id is gone; absent: never
 */
@Validated
@ConfigurationProperties("yipiao")
public record ProcessProperties(@Min(2) long parentPid) {}
