using System.ComponentModel;
using System.Text.RegularExpressions;

namespace Commands.Streams.Clients;

/// <summary>The topics that a consumer reads: names, and patterns that also match topics created later.</summary>
/// <param name="Topics">Topics by name.</param>
/// <param name="Patterns">Patterns that must match the whole topic name.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TopicSubscription(IReadOnlyList<string> Topics, IReadOnlyList<Regex> Patterns);
