export function checkProof(
  proof: string | undefined,
  method: string | undefined,
  address: string,
  now: number,
): { thumbprint?: string; problem?: string };
