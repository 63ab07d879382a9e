using System.ComponentModel;
using System.Text.RegularExpressions;

namespace Commands.Streams.Clients;

/// <summary>The topics a consumer reads: names, and patterns for names that may appear later.</summary>
/// <param name="Topics">Topics by name.</param>
/// <param name="Patterns">Patterns that a whole topic name must match.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TopicSubscription(IReadOnlyList<string> Topics, IReadOnlyList<Regex> Patterns);
