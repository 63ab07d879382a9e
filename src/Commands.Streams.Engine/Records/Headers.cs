using System.Collections;
using System.Text;

namespace Commands.Streams.Records;

/// <summary>
/// The headers of a record, in the order they were written. Immutable: methods that seem to modify them return new headers, so a header added in one
/// branch of a topology does not appear in its sibling, and headers may be kept for any length of time.
/// </summary>
public sealed class Headers : IReadOnlyList<Header>
{
    /// <summary>No headers. Every record without headers carries this instance.</summary>
    public static readonly Headers Empty = new([]);

    private readonly Header[] _items;

    private Headers(Header[] items) => _items = items;

    /// <summary>The number of headers; repeated names are counted each time.</summary>
    public int Count => _items.Length;

    /// <summary>The header at a position.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">The index is out of range.</exception>
    public Header this[int index] => _items[index];

    /// <summary>Creates headers from an array, which is not copied: do not change it afterwards.</summary>
    /// <param name="items">The headers in order.</param>
    /// <returns><see cref="Empty"/> if there are none.</returns>
    public static Headers From(params Header[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Length == 0 ? Empty : new Headers(items);
    }

    /// <summary>Returns these headers with one more at the end.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The bytes, or <see langword="null"/>.</param>
    public Headers Add(string name, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new Headers([.. _items, new Header(name, value)]);
    }

    /// <summary>Returns these headers with one more at the end, whose value is the text in UTF-8.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The text.</param>
    public Headers Add(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Returns these headers followed by others.</summary>
    /// <param name="others">The headers to append.</param>
    public Headers AddRange(IEnumerable<Header> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return From([.. _items, .. others]);
    }

    /// <summary>Returns these headers without any of the given name.</summary>
    /// <param name="name">The name, compared by bytes.</param>
    public Headers Remove(string name) => Contains(name) ? From(Array.FindAll(_items, header => header.Name != name)) : this;

    /// <summary>Returns these headers with exactly one of the given name, at the end.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The bytes, or <see langword="null"/>.</param>
    public Headers Set(string name, byte[]? value) => Remove(name).Add(name, value);

    /// <summary>Returns these headers with exactly one of the given name, at the end, whose value is the text in UTF-8.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The text.</param>
    public Headers Set(string name, string value) => Remove(name).Add(name, value);

    /// <summary>Returns <see langword="true"/> if there is a header with this name; otherwise <see langword="false"/>.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => LastIndexOf(name) >= 0;

    /// <summary>Returns the bytes of the last header with a name: if names repeat, the last one counts.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="null"/> if there is no such header, or if its value is null.</returns>
    public byte[]? Last(string name)
    {
        var index = LastIndexOf(name);
        return index < 0 ? null : _items[index].Value;
    }

    /// <summary>Returns the last header with a name as text; invalid UTF-8 becomes replacement characters.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="null"/> if there is no such header, or if its value is null.</returns>
    public string? LastText(string name) => Last(name) is { } value ? Encoding.UTF8.GetString(value) : null;

    /// <inheritdoc/>
    public IEnumerator<Header> GetEnumerator() => ((IEnumerable<Header>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int LastIndexOf(string name)
    {
        for (var i = _items.Length - 1; i >= 0; i--)
        {
            if (_items[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
