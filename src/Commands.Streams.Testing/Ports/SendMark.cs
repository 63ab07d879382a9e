namespace Commands.Streams.Testing.Ports;

/// <summary>
/// What a transactional producer knows of a record it sends and a cluster does not: by it, what became visible is compared with what was meant to.
/// </summary>
/// <param name="Sender">The transactional id; null for producers without transactions.</param>
/// <param name="Transaction">The transaction as the producer counts it; no two producers use the same number.</param>
/// <param name="Number">Rises with each record that is sent, whoever sends it.</param>
internal readonly record struct SendMark(string? Sender, long Transaction, long Number);
