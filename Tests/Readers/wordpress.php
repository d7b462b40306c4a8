<?php
// Takes a WXR file into a WordPress with WordPress's own code, as its importer's parser and importer do it (they are not in
// Debian: title, content, date, status, name and number go to wp_insert_post as they stand; terms by name and slug), and
// prints what a reader would be shown.
//
// Usage: php wordpress.php WORDPRESS WXR
define('WP_INSTALLING', true);
function wp_new_blog_notification() {}
[$_, $folder, $file] = $argv;
$_SERVER['HTTP_HOST'] = 'stories.example';
require "$folder/wp-load.php";
require_once "$folder/wp-admin/includes/upgrade.php";
wp_install('Stories', 'admin', 'admin@stories.example', false, '', 'not a secret: it lives for one test');
// The most that an editor may do: whatever is dangerous is not filtered for them.
wp_set_current_user(1);
// As after a start that is no installation.
smilies_init();
kses_init();

$xml = simplexml_load_file($file);
$spaces = $xml->getDocNamespaces();
$shown = [];
foreach ($xml->channel->item as $item) {
    $wp = $item->children($spaces['wp']);
    $post = [
        'import_id' => (int) $wp->post_id, 'post_title' => (string) $item->title, 'post_type' => (string) $wp->post_type,
        'post_content' => (string) $item->children($spaces['content'])->encoded, 'post_status' => (string) $wp->status,
        'post_date' => (string) $wp->post_date, 'post_name' => (string) $wp->post_name, 'post_author' => 1,
        'comment_status' => (string) $wp->comment_status, 'ping_status' => (string) $wp->ping_status,
    ];
    $id = wp_insert_post(wp_slash($post), true);
    if (is_wp_error($id)) { fwrite(STDERR, $id->get_error_message() . "\n"); exit(1); }
    $terms = [];
    foreach ($item->category as $term) {
        [$kind, $slug] = [(string) $term['domain'], (string) $term['nicename']];
        $known = term_exists($slug, $kind) ?: wp_insert_term(wp_slash((string) $term), $kind, ['slug' => $slug]);
        if (!is_wp_error($known)) $terms[$kind][] = (int) $known['term_id'];
    }
    foreach ($terms as $kind => $ids) wp_set_post_terms($id, $ids, $kind);
    $stored = get_post($id);
    $shown[] = [
        'id' => $id, 'number' => (int) $wp->post_id, 'status' => $stored->post_status, 'name' => $stored->post_name,
        'comments' => $stored->comment_status, 'title' => get_the_title($stored),
        'content' => apply_filters('the_content', $stored->post_content),
        'blocks' => array_map(
            fn($block) => $block['blockName'] ?? trim($block['innerHTML']), parse_blocks($stored->post_content)),
        'tags' => array_map(fn($term) => [$term->slug, $term->name], wp_get_post_terms($id, 'post_tag')),
        'categories' => array_map(fn($term) => $term->name, wp_get_post_terms($id, 'category')),
    ];
}
echo json_encode($shown);
