package org.yipiao.gateway.rest;

import java.util.List;

/** Up to 300 bills; each stands for itself. */
record ChargeBatchRequest(List<ChargeRequest> charges) {}
