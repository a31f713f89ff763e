export async function lookAtPayers() {}
