<?php
// Sets a WordPress up, or prints what its readers would be shown of the stories that were pushed.
//
// Usage: php wordpress-posts.php WORDPRESS install ADDRESS   prints an application password of the one account
//        php wordpress-posts.php WORDPRESS show
//        php wordpress-posts.php WORDPRESS rename STORY      gives its post another name
[$_, $folder, $what] = $argv;
if ($what === 'install') {
    define('WP_INSTALLING', true);
    function wp_new_blog_notification() {}
}
$_SERVER['HTTP_HOST'] = $what === 'install' ? $argv[3] : 'localhost';
require "$folder/wp-load.php";
if ($what === 'install') {
    require_once "$folder/wp-admin/includes/upgrade.php";
    wp_install('Stories', 'editor', 'editor@stories.example', false, '', 'not a secret: it lives for one test');
    echo WP_Application_Passwords::create_new_application_password(1, ['name' => 'firsthand'])[0];
    exit;
}
wp_set_current_user(1);
$posts = get_posts(['post_status' => 'any', 'numberposts' => -1, 'post_type' => 'post', 'orderby' => 'name', 'order' => 'ASC']);
$posts = array_values(array_filter($posts, fn($post) => str_starts_with($post->post_name, 'story-')));
if ($what === 'rename') {
    foreach ($posts as $post) {
        if ($post->post_name === "story-$argv[3]") wp_update_post(['ID' => $post->ID, 'post_name' => 'another-name']);
    }
    exit;
}
echo json_encode(array_map(fn($post) => [
    'id' => $post->ID, 'number' => $post->ID, 'status' => $post->post_status, 'name' => $post->post_name,
    'comments' => $post->comment_status, 'title' => get_the_title($post),
    'content' => apply_filters('the_content', $post->post_content),
    'blocks' => array_map(fn($block) => $block['blockName'] ?? trim($block['innerHTML']), parse_blocks($post->post_content)),
    'tags' => [], 'revisions' => count(wp_get_post_revisions($post->ID)),
], $posts));
