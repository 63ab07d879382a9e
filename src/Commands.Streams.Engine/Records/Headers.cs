using System.Collections;
using System.Text;

namespace Commands.Streams.Records;

/// <summary>
/// The headers of a record, in the order they were written. Immutable: every method that seems to change them returns other headers,
/// so a header added in one branch of a topology is never seen by its sibling, and headers may be kept for as long as one likes.
/// </summary>
public sealed class Headers : IReadOnlyList<Header>
{
    /// <summary>No headers. Every record without headers carries this instance.</summary>
    public static readonly Headers Empty = new([]);

    private readonly Header[] _items;

    private Headers(Header[] items) => _items = items;

    /// <summary>The number of headers, repeated names counted each time.</summary>
    public int Count => _items.Length;

    /// <summary>The header at a position.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public Header this[int index] => _items[index];

    /// <summary>Makes headers of the given ones. The array is taken over, not copied: do not change it afterwards.</summary>
    /// <param name="items">The headers in order.</param>
    /// <returns><see cref="Empty"/> if there are none.</returns>
    public static Headers From(params Header[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Length == 0 ? Empty : new Headers(items);
    }

    /// <summary>These headers and one more at the end.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The bytes, or <see langword="null"/>.</param>
    public Headers Add(string name, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new Headers([.. _items, new Header(name, value)]);
    }

    /// <summary>These headers and one more at the end, its value as UTF-8.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The text.</param>
    public Headers Add(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>These headers followed by others.</summary>
    /// <param name="others">The headers to append.</param>
    public Headers AddRange(IEnumerable<Header> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return From([.. _items, .. others]);
    }

    /// <summary>These headers without any of the given name.</summary>
    /// <param name="name">The name, compared byte for byte.</param>
    public Headers Remove(string name) => Contains(name) ? From(Array.FindAll(_items, header => header.Name != name)) : this;

    /// <summary>These headers with exactly one of the given name, at the end.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The bytes, or <see langword="null"/>.</param>
    public Headers Set(string name, byte[]? value) => Remove(name).Add(name, value);

    /// <summary>These headers with exactly one of the given name, at the end, its value as UTF-8.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The text.</param>
    public Headers Set(string name, string value) => Remove(name).Add(name, value);

    /// <summary>Whether a header of this name is there.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => LastIndexOf(name) >= 0;

    /// <summary>The bytes of the last header of a name: if names repeat, the last one counts.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="null"/> if there is no such header, or if its value is null.</returns>
    public byte[]? Last(string name)
    {
        var index = LastIndexOf(name);
        return index < 0 ? null : _items[index].Value;
    }

    /// <summary>The last header of a name, read as UTF-8; bytes that are no UTF-8 become replacement characters.</summary>
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
